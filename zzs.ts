process.on('message',()=>process.exit(0));
await import('./test/bench/ack-server.ts');
