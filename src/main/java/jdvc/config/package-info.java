/**
 * Layered settings in DVC's INI dialect: system, global, project, local; and jdvc's own in the same dialect.
 */
@NullMarked
package jdvc.config;

import org.jspecify.annotations.NullMarked;
