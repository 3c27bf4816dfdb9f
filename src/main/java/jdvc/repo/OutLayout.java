package jdvc.repo;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import jdvc.Progress;
import jdvc.config.JdvcSettings;
import jdvc.object.Layout;
import jdvc.object.RelPath;
import jdvc.track.Out;
import jdvc.track.Outs;

/** In which layout a project records its outputs, as {@code jdvc.format} says. */
final class OutLayout {

    private static final long MAX_TOLD_BYTES = 1 << 12;

    private OutLayout() {}

    /** Returns an output at {@code path} of which nothing is saved yet, in the shape that new ones get here. */
    static Out newOut(Repo repo, RelPath path, Outs outs, Progress progress) throws IOException {
        var layout = switch (repo.settings(progress).format()) {
            case LEGACY -> Layout.LEGACY;
            case CURRENT -> Layout.V3;
            case AUTO -> hasOnlyLegacy(outs) ? followed(repo, progress) : Layout.V3;
        };
        if (layout == Layout.V3) return Out.of(path);
        var hash = new Out.Hash(Optional.empty(), layout, Optional.empty(), Optional.empty());
        return Out.of(path).with(hash, Out.Meta.NONE);
    }

    /** Says what decided, the first time; afterwards the project's state knows that it was said. */
    private static Layout followed(Repo repo, Progress progress) throws IOException {
        var told = new StateFile(repo.disk(), repo.state().resolve("told"), MAX_TOLD_BYTES);
        if (told.read().isEmpty()) {
            progress.warn(
                    "all outputs here have the shape of DVC 2, so new ones get it too; `jdvc config jdvc.format 3`"
                            + " gives them that of DVC 3");
            told.write(Map.of("format", "2"));
        }
        return Layout.LEGACY;
    }

    /** An output of 3.x would lock the DVC 2 users of such a project out. */
    private static boolean hasOnlyLegacy(Outs outs) {
        boolean any = false;
        for (var each : outs.entries()) {
            if (each.out().id().isEmpty()) continue;
            if (each.out().layout() != Layout.LEGACY) return false;
            any = true;
        }
        return any;
    }

    /** Tells whether a legacy output stays one when its content changes. */
    static boolean keepsLegacy(Repo repo, Progress progress) throws IOException {
        return repo.settings(progress).format() == JdvcSettings.Format.LEGACY;
    }
}
