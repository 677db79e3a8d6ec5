# The simulator in a container. Unproved: no one has built this image yet.
#
#   docker build -t azure-batch-simulator node_modules/azure-batch-simulator
#   docker run --init -p 8080:8080 -e AZURE_BATCH_SIMULATOR_KEY=<Base64> -e AZURE_BATCH_SIMULATOR_ALLOW_PLAIN_HTTP=true \
#     -e AZURE_BATCH_SIMULATOR_ALLOW_REMOTE_COMMANDS=true azure-batch-simulator
FROM node:22-slim
WORKDIR /opt/azure-batch-simulator
COPY package.json ./
COPY dist dist
COPY docs docs
USER node
ENV AZURE_BATCH_SIMULATOR_HOST=0.0.0.0 AZURE_BATCH_SIMULATOR_PORT=8080 AZURE_BATCH_SIMULATOR_ARM_PORT=8443
EXPOSE 8080 8443
HEALTHCHECK --interval=2s CMD ["node", "-e", "fetch('http://127.0.0.1:8080/health').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "dist/simulatorMain.cjs"]
