package jdvc.object;

/** One file of a tree. */
public record TreeEntry(RelPath path, ObjectId id) {}
