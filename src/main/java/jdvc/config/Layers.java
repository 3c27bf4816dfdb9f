package jdvc.config;

import java.util.List;
import java.util.Optional;

/**
 * The files of all levels.
 *
 * @param all weakest first
 */
record Layers(List<Layer> all) {

    Layers {
        all = List.copyOf(all);
    }

    /** A value and the file that it comes from. */
    record Found(IniValue value, Layer layer) {}

    /** Returns the strongest level's value. */
    Optional<Found> find(KeyName key) {
        for (int i = all.size() - 1; i >= 0; i--) {
            var layer = all.get(i);
            var value = layer.find(key);
            if (value.isPresent()) return Optional.of(new Found(value.get(), layer));
        }
        return Optional.empty();
    }

    Optional<Layer> at(Level level) {
        for (var layer : all) {
            if (layer.level() == level) return Optional.of(layer);
        }
        return Optional.empty();
    }

    /** Returns all levels up to and with one. */
    IniValue.Section merged(Level strongest) {
        var merged = IniValue.Section.EMPTY;
        for (var layer : all) {
            if (layer.level().compareTo(strongest) <= 0) merged = merged.merge(layer.values());
        }
        return merged;
    }

    IniValue.Section merged() {
        return merged(Level.LOCAL);
    }
}
