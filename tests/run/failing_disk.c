/* Loaded before the C library: from the FAULT_FROM-th time on, what is done to a file whose path holds FAULT_IN fails
   with EIO. FAULT_OF names what fails: w writing and flushing, o opening for writing, r reading, d folders and names. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static long passed;

static int fails(char kind, const char *path) {
    const char *in = getenv("FAULT_IN"), *of = getenv("FAULT_OF"), *from = getenv("FAULT_FROM");
    if (!in || !of || !from || !path || !strstr(path, in) || strstr(path, ".lock") || !strchr(of, kind)) return 0;
    if (++passed < atol(from)) return 0;
    errno = EIO;
    return 1;
}

static const char *path_of(int fd, char *room, size_t size) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t got = readlink(link, room, size - 1);
    if (got < 0) return NULL;
    room[got] = 0;
    return room;
}

#define REAL(name) __typeof__(&name) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)
#define ON_FD(type, name, kind, args, call) \
    type name args { \
        REAL(name); char room[4096]; \
        return fails(kind, path_of(fd, room, sizeof room)) ? (type)-1 : real call; \
    }

ON_FD(ssize_t, write, 'w', (int fd, const void *b, size_t n), (fd, b, n))
ON_FD(ssize_t, pwrite, 'w', (int fd, const void *b, size_t n, off_t at), (fd, b, n, at))
ON_FD(ssize_t, pwrite64, 'w', (int fd, const void *b, size_t n, off64_t at), (fd, b, n, at))
ON_FD(int, fsync, 'w', (int fd), (fd))
ON_FD(ssize_t, read, 'r', (int fd, void *b, size_t n), (fd, b, n))
ON_FD(ssize_t, pread, 'r', (int fd, void *b, size_t n, off_t at), (fd, b, n, at))
ON_FD(ssize_t, pread64, 'r', (int fd, void *b, size_t n, off64_t at), (fd, b, n, at))

#define OPENS(name) \
    int name(const char *path, int flags, ...) { \
        REAL(name); va_list more; va_start(more, flags); \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0; \
        va_end(more); \
        return flags & O_ACCMODE && fails('o', path) ? -1 : real(path, flags, mode); \
    }
OPENS(open)
OPENS(open64)

int mkdir(const char *path, mode_t mode) { REAL(mkdir); return fails('d', path) ? -1 : real(path, mode); }
int rename(const char *from, const char *to) { REAL(rename); return fails('d', to) ? -1 : real(from, to); }
