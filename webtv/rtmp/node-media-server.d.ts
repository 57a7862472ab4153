// What the station uses of node-media-server 4.4.3, which comes without types.

declare module "node-media-server" {
  import type { Server as HttpServer, IncomingMessage, ServerResponse } from "node:http";
  import type { Server, Socket } from "node:net";
  import type { ParsedUrlQuery } from "node:querystring";

  class NodeMediaServer {
    constructor(config: object);
    httpServer: { httpServer: HttpServer; wsServer: { close(): void }; run(): void };
    rtmpServer: { tcpServer: Server; run(): void };
    on(event: "postPublish", listener: (session: NodeMediaServer.RtmpSession) => void): void;
  }

  namespace NodeMediaServer {
    /** One connection that publishes or watches. */
    interface Session {
      id: string;
      ip: string;
      isPublisher: boolean;
      streamApp: string;
      streamName: string;
      streamPath: string;
      streamQuery: ParsedUrlQuery;
      inBytes: number;
      outBytes: number;
      close(): void;
    }

    interface RtmpSession extends Session {
      socket: Socket;
      rtmp: Rtmp;
      broadcast: Broadcast;
      run(): void;
      onData(chunk: Buffer): void;
      onPlay(): void;
      onPush(): void;
      onPacket(packet: object): void;

      // Noted by the station itself, in guard.mjs and feeds.mjs.
      connectedMs: number;
      pulseBytes?: number;
      pulseMs?: number;
      /** Since when its bytes come steadily. */
      steadyMs?: number | null;
    }

    interface FlvSession extends Session {
      socket?: undefined;
      req: IncomingMessage;
      res: ServerResponse;
    }

    interface Rtmp {
      flv: object | null;
      streamId: number;
      /** The message that comes in, and the bytes that are kept for it. */
      parserPacket: { header: { length: number }; capacity: number };
      /** One for each chunk stream. */
      inPackets: Map<number, { capacity: number }>;
      packetAlloc(): void;
      respondPublish(): void;
      sendStatusMessage(stream: number, level: string, code: string, description: string): void;
      onConnectCallback(request: { app: string; name: string }): void;
      onPlayCallback(): void;
      onPushCallback(): void;
      onPacketCallback(packet: object): void;
    }

    /** One stream; its publishers come by RTMP alone. */
    interface Broadcast {
      publisher: RtmpSession | null;
      subscribers: Map<string, Session>;
      publishGraceMs: number;
      /** By track: 8 is sound, 9 is picture. */
      _lastDts: Record<number, number>;
      _dtsOffset: Record<number, number>;
      getPublishStatus(): "publishing" | "reconnecting" | "idle";
      donePublish(session: RtmpSession): void;
      /** Put a new publisher in the place of one that is gone, and let its clock go on. */
      _resumePublish(session: RtmpSession): void;
    }
  }

  export = NodeMediaServer;
}

declare module "node-media-server/src/core/context.js" {
  import type { Broadcast, FlvSession, RtmpSession } from "node-media-server";

  const Context: {
    sessions: Map<string, RtmpSession | FlvSession>;
    broadcasts: Map<string, Broadcast>;
  };
  export = Context;
}

declare module "node-media-server/src/session/rtmp_session.js" {
  import type { Socket } from "node:net";
  import type { RtmpSession } from "node-media-server";

  const Session: new (socket: Socket) => RtmpSession;
  export = Session;
}

declare module "node-media-server/src/core/logger.js" {
  const logger: { log(message: unknown, level?: string): void };
  export = logger;
}

declare module "node-media-server/src/core/rate_sampler.js" {
  export const rateSampler: { stop(): void };
}
