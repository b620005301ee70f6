package chat.parley.embedded.mongo.wire;

import de.bwaldvogel.mongo.bson.Document;

/// A message that cannot be read, although one knows where it ends.
///
/// @see <a href="https://www.mongodb.com/docs/manual/reference/error-codes/">Error codes</a>
final class InvalidBson extends Exception {
    private static final long serialVersionUID = 1L;

    private static final int BAD_VALUE = 2;
    private static final int OVERFLOW = 15;
    private static final int INVALID_BSON = 22;
    private static final int TOO_LARGE = 10334;

    private final int code;
    private final String name;

    private InvalidBson(int code, String name, String message) {
        super(message);
        this.code = code;
        this.name = name;
    }

    static InvalidBson because(String reason) {
        return new InvalidBson(INVALID_BSON, "InvalidBSON", reason);
    }

    static InvalidBson tooDeep(int most) {
        return new InvalidBson(OVERFLOW, "Overflow", "BSONObj exceeds the maximum depth of nested objects, " + most);
    }

    static InvalidBson tooLarge(int bytes, int most) {
        return new InvalidBson(
                TOO_LARGE, "BSONObjectTooLarge", "BSONObj size: " + bytes + " is invalid, the most is " + most);
    }

    /// BSON, but of a kind that the library does not know.
    static InvalidBson unknown(Exception reason) {
        return new InvalidBson(
                BAD_VALUE,
                "BadValue",
                "The embedded store cannot read this message (" + reason.getMessage()
                        + "). Use a real MongoDB for it.");
    }

    Document answer() {
        return new Document("ok", 0.0)
                .append("errmsg", getMessage())
                .append("code", code)
                .append("codeName", name);
    }
}
