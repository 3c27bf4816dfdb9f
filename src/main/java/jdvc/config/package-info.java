/**
 * Layered settings in DVC's INI dialect, and jdvc's own in the same dialect.
 *
 * <ul>
 *   <li><i>level</i>: system, global (the user's), project, local; a later one overrides key by key
 *   <li><i>layer</i>: what one level's file says
 *   <li><i>key</i>: {@code core.remote}, {@code remote.NAME.url}; {@code jdvc.…} lives in jdvc's own files
 *   <li><i>draft</i>: the files as they are to become; checked against all levels before anything is written
 *   <li><i>trust</i>: whether the user decided on a setting, or whoever can commit
 * </ul>
 */
@NullMarked
package jdvc.config;

import org.jspecify.annotations.NullMarked;
