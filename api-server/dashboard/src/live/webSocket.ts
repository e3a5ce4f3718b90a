import type { OpenWire } from './connection.ts';

const PATH = '/api/analytics/stream';

/** Where the live stream of the server is that the page came from. */
export function streamAddress(page: { protocol: string; host: string }): string {
  return `${page.protocol === 'https:' ? 'wss:' : 'ws:'}//${page.host}${PATH}`;
}

/** Opens the browser's WebSockets. */
export function webSockets(address: string): OpenWire {
  return (protocols, listener) => {
    const socket = new WebSocket(address, protocols);
    socket.onopen = () => listener.opened();
    socket.onmessage = (event) => listener.received(event.data);
    socket.onclose = (event) => listener.closed(event.code, event.reason);
    return {
      send: (text) => socket.send(text),
      close: () => {
        socket.onopen = null;
        socket.onmessage = null;
        socket.onclose = null;
        socket.close();
      },
    };
  };
}
