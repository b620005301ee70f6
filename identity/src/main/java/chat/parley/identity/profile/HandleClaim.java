package chat.parley.identity.profile;

/// A handle and the mark of its claim, by which a later claim of the same person for the same handle is told apart.
///
/// @param handle empty for none
record HandleClaim(String handle, String mark) {
    static final HandleClaim NONE = new HandleClaim("", "");
}
