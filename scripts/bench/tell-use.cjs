// Preloaded by the bench: writes the CPU time (ms) and the peak of resident memory (MiB) of the process when it ends.
const { readFileSync, writeFileSync } = require('node:fs')

process.on('exit', () => {
  const { user, system } = process.cpuUsage()
  const peak = Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]) / 1024
  writeFileSync(process.env.GRANTCHECK_BENCH_USE, JSON.stringify({ cpu: (user + system) / 1000, peak }))
})
