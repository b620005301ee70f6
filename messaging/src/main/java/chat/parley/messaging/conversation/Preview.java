package chat.parley.messaging.conversation;

/// The beginning of a text, cut between code points.
final class Preview {
    private Preview() {}

    static String of(String text, int characters) {
        return text.codePointCount(0, text.length()) <= characters
                ? text
                : text.substring(0, text.offsetByCodePoints(0, characters - 1)) + "…";
    }
}
