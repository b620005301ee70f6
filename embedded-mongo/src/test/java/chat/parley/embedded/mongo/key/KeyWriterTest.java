package chat.parley.embedded.mongo.key;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The order is MongoDB's: https://www.mongodb.com/docs/manual/reference/bson-type-comparison-order/
final class KeyWriterTest {
    private static final List<@Nullable Object> ASCENDING = Arrays.asList(
            MinKey.getInstance(),
            EmptyArray.VALUE,
            null,
            Double.NaN,
            Double.NEGATIVE_INFINITY,
            Long.MIN_VALUE,
            Long.MIN_VALUE + 1,
            -1.5,
            -1,
            -Double.MIN_VALUE,
            0,
            Double.MIN_VALUE,
            new Decimal128(new BigDecimal("0.1")),
            0.1,
            1,
            1.5,
            (1L << 53),
            (1L << 53) + 1,
            (1L << 53) + 2,
            new Decimal128(new BigDecimal("9007199254740994.5")),
            Long.MAX_VALUE - 1,
            Long.MAX_VALUE,
            1e300,
            Double.POSITIVE_INFINITY,
            "",
            "\0",
            "\0\0",
            "a",
            "a\0",
            "a\0b",
            "aa",
            "b",
            "\uFFFF",
            "😀",
            new Document(),
            new Document("a", 1),
            new Document("a", 1).append("b", 1),
            new Document("a", 2),
            new Document("b", 1),
            new Document("a", "x"),
            List.of(),
            List.of(1),
            List.of(1, 2),
            List.of(2),
            new BinData(new byte[] {}),
            new BinData(new byte[] {(byte) 0xFF}),
            new BinData(new byte[] {0, 0}),
            new BinData(new byte[] {0, (byte) 0xFF}),
            new ObjectId("000000000000000000000001"),
            new ObjectId("ff0000000000000000000000"),
            false,
            true,
            Instant.ofEpochMilli(-1),
            Instant.EPOCH,
            Instant.ofEpochMilli(1),
            new BsonTimestamp(1),
            new BsonTimestamp(Long.MIN_VALUE),
            new BsonRegularExpression("a"),
            new BsonRegularExpression("a", "i"),
            MaxKey.getInstance());

    @Test
    void sortsAsMongoComparesWhateverTheTypes() {
        List<byte[]> keys = ASCENDING.stream().map(value -> key(value, true)).toList();
        assertStrictlyAscending(keys);
    }

    @Test
    void turnsTheOrderAroundForDescendingFields() {
        List<byte[]> keys =
                ASCENDING.reversed().stream().map(value -> key(value, false)).toList();
        assertStrictlyAscending(keys);
    }

    @Test
    void makesNoKeyTheBeginningOfAnother() {
        for (Object one : ASCENDING) {
            for (Object other : ASCENDING) {
                byte[] first = key(one, true);
                byte[] second = key(other, true);
                boolean begins =
                        first.length < second.length && Arrays.equals(first, Arrays.copyOf(second, first.length));
                assertThat(begins).as("%s and %s", one, other).isFalse();
            }
        }
    }

    @Test
    void comparesCompoundKeysFieldByField() {
        List<byte[]> keys = Stream.of(
                        compound("a", 2), compound("a", 1), compound("a\0", 9), compound("ab", 3), compound("b", -1))
                .toList();
        assertStrictlyAscending(keys);
    }

    @Test
    void givesEqualNumbersOfAllTypesTheSameKey() {
        assertThat(Stream.of(2, 2L, 2.0, new Decimal128(new BigDecimal("2.00"))).map(number -> key(number, true)))
                .allSatisfy(bytes -> assertThat(bytes).isEqualTo(key(2, true)));
        assertThat(key(-0.0, true)).isEqualTo(key(0, true));
    }

    @Test
    void sortsManyNumbersAsTheirExactValuesCompare() {
        Random random = new Random(7);
        List<Number> numbers = new ArrayList<>();
        IntStream.range(0, 3_000).forEach(i -> numbers.addAll(some(random)));
        for (int i = 1; i < numbers.size(); i++) {
            Number one = numbers.get(i - 1);
            Number other = numbers.get(i);
            assertThat(Integer.signum(Arrays.compareUnsigned(key(one, true), key(other, true))))
                    .as("%s and %s", one, other)
                    .isEqualTo(exact(one).compareTo(exact(other)));
        }
    }

    private static List<Number> some(Random random) {
        long large = random.nextLong() >> random.nextInt(60);
        BigDecimal near = BigDecimal.valueOf(large).add(new BigDecimal(random.nextInt(3)).movePointLeft(3));
        return List.of(large, (double) large, (int) large, random.nextGaussian(), large + 1, new Decimal128(near));
    }

    private static BigDecimal exact(Number number) {
        return switch (number) {
            case Decimal128 decimal -> decimal.toBigDecimal();
            case Double real -> new BigDecimal(real);
            default -> BigDecimal.valueOf(number.longValue());
        };
    }

    private static void assertStrictlyAscending(List<byte[]> keys) {
        for (int i = 1; i < keys.size(); i++) {
            assertThat(Arrays.compareUnsigned(keys.get(i - 1), keys.get(i)))
                    .as("number %d and the next", i - 1)
                    .isNegative();
        }
    }

    private static byte[] compound(String up, int down) {
        return new KeyWriter().table(1).value(up, true).value(down, false).toBytes();
    }

    private static byte[] key(@Nullable Object value, boolean ascending) {
        return new KeyWriter().table(1).value(value, ascending).toBytes();
    }
}
