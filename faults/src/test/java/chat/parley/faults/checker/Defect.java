package chat.parley.faults.checker;

/// What can be wrong with the simulated system, and what the checker must call it.
enum Defect {
    ACK_BEFORE_INSERT(Anomaly.LOST_ACK),
    NO_UNIQUE_INDEX(Anomaly.DUPLICATE),
    COUNTER_WITH_LOST_UPDATE(Anomaly.DUPLICATE_SEQ),
    COUNTER_BEFORE_INSERT(Anomaly.SEQ_HOLE),
    BLOCKS_OF_SEQS_PER_NODE(Anomaly.REAL_TIME_ORDER),
    ANSWER_REPEATS_WITHOUT_LOOKING(Anomaly.RETRY_NOT_IDEMPOTENT),
    ORDER_BY_TIME(Anomaly.INCONSISTENT_OFFSET),
    REFUSE_AFTER_INSERT(Anomaly.REJECTED_BUT_STORED),
    PUBLISH_BEFORE_INSERT(Anomaly.PHANTOM),
    READ_FROM_A_STALE_COPY(Anomaly.MEMBERS_DISAGREE),
    FAN_OUT_ONLY(Anomaly.RECV_SKIP),
    SUBSCRIBE_AFTER_SNAPSHOT(Anomaly.RECV_SKIP),
    PUSH_IN_ANY_ORDER(Anomaly.NON_MONOTONIC_RECV),
    NO_SPLICE(Anomaly.VISIBLE_DUPLICATE),
    READ_WITH_PLAIN_SET(Anomaly.READ_REGRESSED),
    READ_UP_TO_HEAD(Anomaly.READ_PHANTOM),
    PRESENCE_WITHOUT_LEASE(Anomaly.PRESENCE_DIVERGENCE),
    MEMBERSHIP_FROM_A_CACHE(Anomaly.UNAUTHORISED_RECV),
    REVOCATION_AT_CONNECT_ONLY(Anomaly.REVOKED_USE),
    ACCEPT_MAIL_BEFORE_CONFIRM(Anomaly.MAIL_LEDGER),
    NO_RECONNECT_TO_THE_STORE(Anomaly.LIVENESS);

    private final Anomaly anomaly;

    Defect(Anomaly anomaly) {
        this.anomaly = anomaly;
    }

    Anomaly anomaly() {
        return anomaly;
    }
}
