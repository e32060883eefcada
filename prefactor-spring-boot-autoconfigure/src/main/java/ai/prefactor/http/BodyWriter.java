package ai.prefactor.http;

import java.util.Iterator;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.web.reactive.function.BodyInserter;

/**
 * Writes a body, when it is sent, into buffers from the connection's pool: no larger than
 * what the pool keeps, and no more of them at once than the connection asks for.
 */
final class BodyWriter implements BodyInserter<EncodedBody<?>, ClientHttpRequest> {

	private static final int BUFFER = 128 * 1024;

	private final EncodedBody<?> body;

	BodyWriter(EncodedBody<?> body) {
		this.body = body;
	}

	@Override
	public Mono<Void> insert(ClientHttpRequest request, Context context) {
		request.getHeaders().setContentLength(this.body.size());
		DataBufferFactory buffers = request.bufferFactory();
		if (this.body.size() <= BUFFER) {
			return request.writeWith(Mono.fromSupplier(() -> new Cursor(this.body).next(buffers)));
		}
		Flux<DataBuffer> pieces = Flux.generate(() -> new Cursor(this.body), (cursor, sink) -> {
			if (cursor.hasNext()) {
				sink.next(cursor.next(buffers));
			}
			else {
				sink.complete();
			}
			return cursor;
		});
		return request.writeWith(pieces);
	}

	/**
	 * Where the next buffer starts. Used by one subscriber.
	 */
	private static final class Cursor {

		private final Iterator<byte[]> parts;

		private byte[] part = new byte[0];

		private int offset;

		private int left;

		Cursor(EncodedBody<?> body) {
			this.parts = body.parts().iterator();
			this.left = body.size();
		}

		boolean hasNext() {
			return this.left > 0;
		}

		DataBuffer next(DataBufferFactory buffers) {
			int room = Math.min(BUFFER, this.left);
			this.left -= room;
			DataBuffer buffer = buffers.allocateBuffer(room);
			while (room > 0) {
				while (this.offset == this.part.length) {
					this.part = this.parts.next();
					this.offset = 0;
				}
				int length = Math.min(room, this.part.length - this.offset);
				buffer.write(this.part, this.offset, length);
				this.offset += length;
				room -= length;
			}
			return buffer;
		}

	}

}
