package chat.parley.notifier.letter;

/// What a mail says.
///
/// @param text for readers without HTML
/// @param html the same with more white space
public record Letter(String subject, String text, String html) {
    /// Without the content.
    @Override
    public String toString() {
        return "Letter[]";
    }
}
