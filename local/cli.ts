console.log('cli on', process.version, process.argv.slice(2));
