package jdvc.cli;

/** The process: reads what only a process has, runs one command, ends with its exit code. */
public final class Main {

    /** What {@code --version} prints; a test compares it with the build's. */
    static final String VERSION = "0.1.0";

    private Main() {}

    /** Runs the command that the arguments name. */
    public static void main(String[] args) {
        // Before anything else is loaded: scripts ask this, and it is how the launcher tries an archive.
        if (args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"))) {
            System.out.println(VERSION);
            return;
        }
        System.err.println("ERROR: no verb is there yet");
        System.exit(254);
    }
}
