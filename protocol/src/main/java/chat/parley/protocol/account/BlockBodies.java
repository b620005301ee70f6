package chat.parley.protocol.account;

import chat.parley.protocol.Check;
import chat.parley.protocol.Limits;
import chat.parley.protocol.id.UserId;
import java.util.List;

/// The bodies about people who do not want to hear of each other. Each constructor throws
/// [chat.parley.protocol.error.InvalidInput].
public final class BlockBodies {
    private BlockBodies() {}

    /// `GET /api/v1/blocks`: whom the caller blocked, in no order.
    public record Blocks(List<UserId> userIds) {
        public Blocks {
            userIds = Check.list(userIds, Limits.BLOCKS_PER_USER, "userIds");
        }
    }

    /// `POST /internal/v1/blocks`, for services only: whom did these people block?
    public record BlocksRequest(List<UserId> userIds) {
        /// People in one request; each may have blocked [Limits#BLOCKS_PER_USER].
        public static final int MOST = 50;

        public BlocksRequest {
            userIds = Check.list(userIds, MOST, "userIds");
        }
    }

    /// The answer to it: those who blocked somebody; the others are left out.
    public record BlocksAnswer(List<BlockedBy> blocks) {
        public BlocksAnswer {
            blocks = Check.list(blocks, BlocksRequest.MOST, "blocks");
        }
    }

    /// Whom one of them blocked.
    public record BlockedBy(UserId userId, List<UserId> blocked) {
        public BlockedBy {
            Check.present(userId, "userId");
            blocked = Check.list(blocked, Limits.BLOCKS_PER_USER, "blocked");
        }
    }
}
