package chat.parley.faults.proxy;

/// What went through a link since it was opened.
///
/// @param accepted connections that clients opened
/// @param open those that are open now, half-open ones among them
/// @param cut those that a fault ended: killed, or cut after so many bytes
/// @param bytesToTarget bytes handed to the address behind the link
/// @param bytesToClient bytes handed to clients
public record LinkCounts(long accepted, int open, long cut, long bytesToTarget, long bytesToClient) {}
