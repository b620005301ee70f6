package chat.parley.embedded.mongo.key;

/// Stands in an index for an array without elements, before null: MongoDB's `undefined`.
public enum EmptyArray {
    /// The only one.
    VALUE
}
