/* What the machine itself takes for a job: the same system calls as jdvc, and nothing around them.
 *
 *   floor add DIR CACHE [sync]      reads and hashes each file of DIR, writes it to CACHE/tmp, renames it to its MD5;
 *                                   with `sync` once for all: syncfs before the renames, and after them
 *   floor stat DIR CACHE            looks at each file of DIR and at each object of CACHE
 *
 * Both print how many files there were. MD5 is written from RFC 1321. One thread: jdvc may use more.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BUFFER = 128 * 1024 };

static uint32_t sines[64];

static void fail(const char *what) {
    fprintf(stderr, "floor: %s: %s\n", what, strerror(errno));
    exit(1);
}

static uint32_t turn(uint32_t x, int bits) { return x << bits | x >> (32 - bits); }

static void md5_block(uint32_t state[4], const unsigned char *block) {
    static const int turns[4][4] = {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};
    uint32_t words[16], a = state[0], b = state[1], c = state[2], d = state[3];
    memcpy(words, block, 64); /* little endian, as the machines that this is for */
#pragma GCC unroll 64
    for (int i = 0; i < 64; i++) {
        uint32_t mixed, word;
        if (i < 16) mixed = d ^ (b & (c ^ d)), word = i;
        else if (i < 32) mixed = c ^ (d & (b ^ c)), word = (5 * i + 1) & 15;
        else if (i < 48) mixed = b ^ c ^ d, word = (3 * i + 5) & 15;
        else mixed = c ^ (b | ~d), word = (7 * i) & 15;
        uint32_t next = b + turn(a + mixed + sines[i] + words[word], turns[i / 16][i % 4]);
        a = d, d = c, c = b, b = next;
    }
    state[0] += a, state[1] += b, state[2] += c, state[3] += d;
}

struct md5 {
    uint32_t state[4];
    uint64_t length;
    unsigned char rest[64];
};

static void md5_begin(struct md5 *m) {
    *m = (struct md5){{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476}, 0, {0}};
}

static void md5_take(struct md5 *m, const unsigned char *bytes, size_t count) {
    size_t had = m->length % 64;
    m->length += count;
    if (had) {
        size_t some = count < 64 - had ? count : 64 - had;
        memcpy(m->rest + had, bytes, some);
        bytes += some, count -= some;
        if (had + some < 64) return;
        md5_block(m->state, m->rest);
    }
    for (; count >= 64; bytes += 64, count -= 64) md5_block(m->state, bytes);
    memcpy(m->rest, bytes, count);
}

static void md5_end(struct md5 *m, char hex[33]) {
    uint64_t bits = m->length * 8;
    static const unsigned char padding[64] = {0x80};
    md5_take(m, padding, 1 + (119 - m->length % 64) % 64);
    md5_take(m, (unsigned char *)&bits, 8);
    unsigned char *digest = (unsigned char *)m->state;
    for (int i = 0; i < 16; i++) sprintf(hex + 2 * i, "%02x", digest[i]);
}

/* Hashes the file `from` while copying it to `to`, which is new. */
static void copy(int dir, const char *from, const char *to, char hex[33]) {
    static unsigned char buffer[BUFFER];
    struct md5 m;
    ssize_t n;
    int in = openat(dir, from, O_RDONLY), out = open(to, O_WRONLY | O_CREAT | O_EXCL, 0444);
    if (in < 0) fail(from);
    if (out < 0) fail(to);
    md5_begin(&m);
    while ((n = read(in, buffer, BUFFER)) > 0) {
        md5_take(&m, buffer, n);
        if (write(out, buffer, n) != n) fail(to);
    }
    if (n < 0) fail(from);
    close(in), close(out);
    md5_end(&m, hex);
}

static long add(const char *from, const char *cache, int sync) {
    char temp[4096], target[4096], (*names)[33] = NULL;
    long count = 0;
    DIR *dir = opendir(from);
    if (!dir) fail(from);
    snprintf(temp, sizeof temp, "%s/tmp", cache);
    mkdir(cache, 0777), mkdir(temp, 0777);
    for (int i = 0; i < 256; i++) snprintf(temp, sizeof temp, "%s/%02x", cache, i), mkdir(temp, 0777);
    for (struct dirent *each; (each = readdir(dir)); count++) {
        if (each->d_name[0] == '.') { count--; continue; }
        if (count % 4096 == 0 && !(names = realloc(names, (count + 4096) * sizeof *names))) fail("memory");
        snprintf(temp, sizeof temp, "%s/tmp/%ld", cache, count);
        copy(dirfd(dir), each->d_name, temp, names[count]);
    }
    int top = open(cache, O_RDONLY);
    if (sync && syncfs(top)) fail(cache);
    for (long i = 0; i < count; i++) {
        snprintf(temp, sizeof temp, "%s/tmp/%ld", cache, i);
        snprintf(target, sizeof target, "%s/%.2s/%s", cache, names[i], names[i] + 2);
        if (rename(temp, target)) fail(target);
    }
    if (sync && syncfs(top)) fail(cache);
    return count;
}

static long look(const char *top) {
    struct stat found;
    long count = 0;
    DIR *dir = opendir(top);
    if (!dir) fail(top);
    for (struct dirent *each; (each = readdir(dir));) {
        if (each->d_name[0] == '.') continue;
        if (fstatat(dirfd(dir), each->d_name, &found, AT_SYMLINK_NOFOLLOW)) fail(each->d_name);
        if (S_ISDIR(found.st_mode)) {
            char below[4096];
            snprintf(below, sizeof below, "%s/%s", top, each->d_name);
            count += look(below);
        } else count++;
    }
    closedir(dir);
    return count;
}

int main(int argc, char **argv) {
    for (int i = 0; i < 64; i++) sines[i] = (uint32_t)(int64_t)(fabs(sin(i + 1)) * 4294967296.0);
    if (argc >= 4 && !strcmp(argv[1], "add")) printf("%ld\n", add(argv[2], argv[3], argc > 4));
    else if (argc >= 4 && !strcmp(argv[1], "stat")) printf("%ld\n", look(argv[2]) + look(argv[3]));
    else return fprintf(stderr, "floor: add DIR CACHE [sync] | stat DIR CACHE\n"), 2;
    return 0;
}
