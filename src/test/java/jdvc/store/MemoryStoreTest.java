package jdvc.store;

class MemoryStoreTest extends ObjectStoreContract {

    private final MemoryStore store = new MemoryStore();

    @Override
    protected ObjectStore store() {
        return store;
    }
}
