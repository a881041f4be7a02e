// Preloaded by the bench: writes the process's own peak of resident memory, in MiB, when it ends.
const { readFileSync, writeFileSync } = require('node:fs')

process.on('exit', () => writeFileSync(process.env.GRANTCHECK_BENCH_PEAK, String(peak())))

function peak() {
  try {
    // Of this process alone; the figure of getrusage begins with that of the parent.
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]) / 1024
  } catch {
    return process.resourceUsage().maxRSS / 1024
  }
}
