// Keeps the machine busy: four endless loops for each core, until Ctrl-C or the end of a command that is given.
//   node scripts/busy.mjs                     # beside something in another terminal
//   node scripts/busy.mjs npm test            # for as long as that runs; ends with its exit code
import { spawn } from 'node:child_process'
import { availableParallelism, constants } from 'node:os'
import { Worker } from 'node:worker_threads'

const count = availableParallelism() * 4
const loops = Array.from({ length: count }, () => new Worker('for (;;);', { eval: true }))
console.error(`${count} busy loops; Ctrl-C ends them`)

const [command, ...more] = process.argv.slice(2)
if (command === undefined) await new Promise((end) => process.once('SIGINT', end).once('SIGTERM', end))
else {
  const child = spawn(command, more, { stdio: 'inherit' })
  // The terminal sends Ctrl-C to both; the command decides when it ends.
  process.on('SIGINT', () => {}).on('SIGTERM', () => child.kill('SIGTERM'))
  process.exitCode = await new Promise((end) => {
    child.on('error', (error) => {
      console.error(`${command} did not start: ${error.message}`)
      end(2)
    })
    child.on('exit', (code, signal) => end(code ?? 128 + (constants.signals[signal] ?? 0)))
  })
}
await Promise.all(loops.map((loop) => loop.terminate()))
