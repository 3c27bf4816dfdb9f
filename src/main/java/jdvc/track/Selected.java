package jdvc.track;

import java.util.Optional;
import jdvc.object.RelPath;

/**
 * An output that a target means.
 *
 * @param inner the path in a tracked directory, from the directory, if only that is meant
 */
public record Selected(Stage stage, Out out, Optional<RelPath> inner) {}
