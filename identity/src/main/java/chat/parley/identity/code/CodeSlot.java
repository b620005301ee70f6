package chat.parley.identity.code;

import chat.parley.protocol.mail.CodePurpose;

/// Where Redis keeps the one code that an address can have for a purpose, and the counters of that address. All mails
/// to
/// an address count together, whatever for; so do wrong codes, but for those of an address that is not yet somebody's:
/// who tries those must not lock its owner out.
///
/// @param address its digest
/// @param binding its digest
record CodeSlot(String address, CodePurpose purpose, String binding) {
    String code() {
        return key(address, "code" + suffix());
    }

    String failures() {
        return purpose == CodePurpose.CONFIRM_EMAIL ? key(address, "failures" + suffix()) : failures(address);
    }

    String pause() {
        return key(address, "pause");
    }

    String mails() {
        return key(address, "mails");
    }

    static String failures(String address) {
        return key(address, "failures");
    }

    private String suffix() {
        return switch (purpose) {
            case SIGN_IN -> "";
            case REAUTH -> "-reauth";
            case CONFIRM_EMAIL -> "-email";
        };
    }

    /// In braces what decides over the place in a Redis cluster: all keys of an address are in one.
    private static String key(String address, String what) {
        return "code:{" + address + "}:" + what;
    }
}
