package jdvc.cli;

import jdvc.Env;
import jdvc.disk.Durability;
import jdvc.ui.Ui;

/** What a machine is told, once a session, on which nothing is made to last (safety 3.6). */
final class Throwaway {

    private Throwaway() {}

    /** Warns if {@code JDVC_DURABILITY} is {@code off}. */
    static void warn(Env env, Ui ui) {
        boolean off = env.var("JDVC_DURABILITY")
                .flatMap(Durability::parse)
                .filter(Durability.OFF::equals)
                .isPresent();
        if (!off) return;
        ui.warn("JDVC_DURABILITY is off: a power cut may lose what was saved; for machines that are thrown away");
        ui.flush();
    }
}
