/** Something that left, or was about to leave, a visit's browser. */
export interface Sent {
  /** Where it was seen: in the browser, or on the wire outside of it. */
  seen: "browser" | "wire";
  /** A request, a socket or tunnel, or a connection between browsers. */
  kind: "request" | "socket" | "tunnel" | "peer";
  method: string;
  url: string;
  /** `null`: there is one, and it could not be seen. */
  body: Buffer | null;
  /** Bytes of request line and headers; 0 where they were not counted. */
  head: number;
}
