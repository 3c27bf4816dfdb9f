package jdvc.cli;

import jdvc.disk.Durability;
import jdvc.ui.Ui;

/** What a machine is told, once a session, on which nothing is made to last (safety 3.6). */
final class Throwaway {

    private Throwaway() {}

    /** Warns if the durability is {@code off}. */
    static void warn(Durability durability, Ui ui) {
        if (durability != Durability.OFF) return;
        ui.warn("jdvc.durability is off: a power cut may lose what was saved; for machines that are thrown away");
    }
}
