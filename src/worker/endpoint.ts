// The part of a Worker or a MessagePort that the clients use, so that tests can put a MessageChannel in its place.

export interface Endpoint<Outgoing, Incoming> {
  postMessage(message: Outgoing, transfer?: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<Incoming>) => void): void;
}
