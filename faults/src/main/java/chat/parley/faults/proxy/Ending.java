package chat.parley.faults.proxy;

/// How a cut connection ends, for both peers.
public enum Ending {
    /// Abruptly (TCP RST), as after the crash of a machine that is back.
    RESET,
    /// In an orderly way (TCP FIN), as after the end of a process; what the peers still send is thrown away.
    FINISH
}
