import type { Server as HttpsServer } from 'node:https'
import { createServer, type Server, type Socket } from 'node:net'
import { type Hello, readHello } from './hello.ts'

/** What is answered before the TLS library sees the hello. Undefined: the library answers. */
export type AnswerHello = (hello: Hello) => Buffer | 'close' | undefined

/** Listens in the place of an https server and reads the first record: what no TLS library answers is answered here. */
export function frontOf(server: HttpsServer, answer: AnswerHello): Server {
  const front = createServer((socket) => {
    let octets = Buffer.alloc(0)
    const read = (more: Buffer): void => {
      octets = Buffer.concat([octets, more])
      if (octets.length < 5 || octets.length < 5 + octets.readUInt16BE(3)) return
      socket.off('data', read)
      socket.pause()
      const hello = readHello(octets)
      const said = hello === undefined ? undefined : answer(hello)
      if (said === undefined) handOver(socket, octets, server)
      else socket.end(said === 'close' ? '' : said)
    }
    socket.on('data', read)
    socket.on('error', () => socket.destroy())
  })
  return front
}

function handOver(socket: Socket, octets: Buffer, server: HttpsServer): void {
  socket.unshift(octets)
  server.emit('connection', socket)
}
