// The timeout of the migrations' lock, which is 10 s, holds up a process that is done.
const LONG = 5000;
globalThis.setTimeout = new Proxy(globalThis.setTimeout, {
  apply(start, self, given) {
    const timeout = Reflect.apply(start, self, given);
    return given[1] >= LONG ? timeout.unref() : timeout;
  },
});
