package jdvc.track;

/** A placeholder of a dvc.yaml that cannot be filled in; the stage's entry in dvc.lock may still tell its outputs. */
final class UnresolvedException extends Exception {

    UnresolvedException(String reason) {
        super(reason);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
