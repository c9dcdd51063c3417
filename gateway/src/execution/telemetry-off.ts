/** Imported before @apollo/gateway: its constructor starts an exporter of telemetry unless this is set. */
process.env.APOLLO_TELEMETRY_DISABLED = '1';
