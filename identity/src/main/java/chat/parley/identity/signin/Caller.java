package chat.parley.identity.signin;

/// Who asks for a session or shows one.
enum Caller {
    /// A page of this installation: its refresh token is a cookie that no script sees.
    PAGE,
    /// A program that is no browser: its refresh token is in the bodies.
    PROGRAM
}
