FROM node:24-slim

# The official image has Node's headers in /usr/local; re2 compiles against them where its binary cannot be downloaded.
ENV NODE_ENV=production npm_config_nodedir=/usr/local
WORKDIR /app

COPY package.json package-lock.json .npmrc ./
RUN apt-get update \
 && apt-get install -y --no-install-recommends python3 make g++ \
 && npm ci --omit=dev \
 && rm -rf node_modules/re2/vendor node_modules/re2/build/Release/obj.target \
 && npm cache clean --force \
 && apt-get purge -y --auto-remove python3 make g++ \
 && rm -rf /var/lib/apt/lists/*

COPY src ./src
COPY rules ./rules
RUN mkdir /data && chown node:node /data

USER node
# With an arena of memory for each thread the service grew by 100 MB over 200,000 webhooks; with two it stays as it is.
ENV DATA_DIR=/data PORT=3000 MALLOC_ARENA_MAX=2
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((r)=>process.exit(r.ok?0:1),()=>process.exit(1))"]
# A small young generation: the service then takes a third less memory at its start (220 to 144 MB, measured).
CMD ["node", "--max-semi-space-size=4", "src/main.ts", "serve"]
