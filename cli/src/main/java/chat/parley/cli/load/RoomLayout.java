package chat.parley.cli.load;

import chat.parley.cli.Refusal;
import java.util.ArrayList;
import java.util.List;

/// How people are spread over rooms: each is in one, none is alone.
final class RoomLayout {
    private RoomLayout() {}

    /// The sizes of the rooms for so many people. What is left over after full rooms makes one more; a single person
    /// left over joins the last.
    static List<Integer> sizes(int users, int roomSize) {
        if (roomSize < 2 || users < 2) {
            throw Refusal.unclear("A room needs two people at least.");
        }
        List<Integer> sizes = new ArrayList<>();
        int left = users;
        while (left > 0) {
            int size = left - roomSize == 1 ? left : Math.min(left, roomSize);
            sizes.add(size);
            left -= size;
        }
        return sizes;
    }
}
