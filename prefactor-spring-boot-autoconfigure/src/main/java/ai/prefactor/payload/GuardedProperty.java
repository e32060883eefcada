package ai.prefactor.payload;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.PropertyName;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.BeanPropertyWriter;

/**
 * A property whose getter is not called if its name is redacted, and becomes a marker if
 * it throws.
 */
@SuppressWarnings("serial")
final class GuardedProperty extends BeanPropertyWriter {

	GuardedProperty(BeanPropertyWriter property) {
		super(property);
	}

	private GuardedProperty(BeanPropertyWriter property, PropertyName name) {
		super(property, name);
	}

	@Override
	protected BeanPropertyWriter _new(PropertyName name) {
		return new GuardedProperty(this, name);
	}

	@Override
	public void serializeAsProperty(Object bean, JsonGenerator gen, SerializationContext context) throws Exception {
		if (!(gen instanceof CaptureGenerator capture)) {
			super.serializeAsProperty(bean, gen, context);
			return;
		}
		CaptureWriter writer = capture.writer();
		if (writer.redacts(getName())) {
			writer.name(getName());
			writer.swallow();
			return;
		}
		CaptureWriter.Mark mark = writer.mark();
		try {
			super.serializeAsProperty(bean, gen, context);
		}
		catch (Throwable ex) {
			if (!writer.survives(ex)) {
				throw ex;
			}
			writer.rollback(mark);
			writer.name(getName());
			writer.marker(Marker.of(getType().getRawClass(), Failures.reason(ex)));
		}
	}

	@Override
	public void serializeAsElement(Object bean, JsonGenerator gen, SerializationContext context) throws Exception {
		if (!(gen instanceof CaptureGenerator capture)) {
			super.serializeAsElement(bean, gen, context);
			return;
		}
		CaptureWriter writer = capture.writer();
		if (writer.redacts(getName())) {
			writer.string(Redactor.REPLACEMENT);
			return;
		}
		CaptureWriter.Mark mark = writer.mark();
		try {
			super.serializeAsElement(bean, gen, context);
		}
		catch (Throwable ex) {
			if (!writer.survives(ex)) {
				throw ex;
			}
			writer.rollback(mark);
			writer.marker(Marker.of(getType().getRawClass(), Failures.reason(ex)));
		}
	}

}
