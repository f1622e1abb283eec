// A receiver that takes what the library says is signed, unchanged: 204 for that, 401 for anything else. It prints its
// address first, and ends with its standard input.
import { createServer } from "node:http";
import { Webhook } from "standardwebhooks";

const webhook = new Webhook(process.argv[2]);

const server = createServer((request, response) => {
  const parts = [];
  request.on("data", (part) => parts.push(part));
  request.on("end", () => {
    try {
      const message = webhook.verify(Buffer.concat(parts).toString("utf8"), request.headers);
      if (message.id !== request.headers["webhook-id"]) throw new Error("another id in the body");
      response.writeHead(204);
    } catch (error) {
      console.log(`refused: ${error.message}`);
      response.writeHead(401);
    }
    response.end();
  });
});

server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}/in`));
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
