package jdvc.config;

/** What is wrong with a setting: where it stands, and DVC's words for it. */
record Problem(KeyName key, String message) {}
