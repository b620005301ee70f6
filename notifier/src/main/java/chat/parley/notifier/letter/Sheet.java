package chat.parley.notifier.letter;

/// The same letter twice, before anything is written on it.
record Sheet(Template text, Template html) {
    static Sheet of(String name) {
        return new Sheet(Template.resource(name + ".txt"), Template.resource(name + ".html"));
    }
}
