package chat.parley.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RoomBookTest {
    private final RoomBook book = new RoomBook();

    @Test
    void findsNothingWhereAllIsWell() {
        book.stored(1);
        book.acknowledged(1, 5);
        book.refused(2);
        assertThat(book.lost() + book.storedTwice() + book.refusedAndStored()).isZero();
        assertThat(book.head()).isEqualTo(5);
    }

    @Test
    void findsAMessageThatWasAcknowledgedAndIsNotThere() {
        book.acknowledged(1, 5);
        assertThat(book.lost()).isOne();
    }

    @Test
    void findsAMessageThatIsThereTwice() {
        book.stored(1);
        book.stored(1);
        assertThat(book.storedTwice()).isOne();
    }

    @Test
    void findsAMessageThatWasRefusedAndIsThere() {
        book.refused(3);
        book.stored(3);
        assertThat(book.refusedAndStored()).isOne();
    }
}
