package jdvc.store;

import jdvc.disk.Stat;
import jdvc.object.ObjectId;

/** What is remembered of cache objects that were hashed. Advisory: forgetting costs time, never truth. */
public interface Memo {

    /** Remembers nothing. */
    Memo NONE = new Memo() {
        @Override
        public boolean isKnownGood(ObjectId id, Stat stat) {
            return false;
        }

        @Override
        public void noteGood(ObjectId id, Stat stat) {}
    };

    /** Tells whether the object's file, unchanged since, was found to have the right bytes. */
    boolean isKnownGood(ObjectId id, Stat stat);

    /** Takes note that the object's file, as {@code stat} saw it before and after, has the right bytes. */
    void noteGood(ObjectId id, Stat stat);
}
