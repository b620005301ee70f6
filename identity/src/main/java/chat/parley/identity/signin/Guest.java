package chat.parley.identity.signin;

import chat.parley.identity.device.Visit;

/// Who is about to come in.
///
/// @param visit from where
/// @param device what the device is known by
record Guest(Visit visit, String device) {
    /// Without the device's mark.
    @Override
    public String toString() {
        return "Guest[]";
    }
}
