package ai.prefactor.autoconfigure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

/**
 * The greatest value that a {@link Duration} or a {@link DataSize} may have, for which
 * Jakarta Validation has no constraint of its own.
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = { AtMost.DurationValidator.class, AtMost.DataSizeValidator.class })
@interface AtMost {

	/**
	 * The greatest value, as it would be written in a property.
	 */
	String value();

	/**
	 * What is said of a greater value.
	 */
	String message() default "It must be at most {value}.";

	/**
	 * The groups that the constraint belongs to.
	 */
	Class<?>[] groups() default {};

	/**
	 * What a client of the validation attaches.
	 */
	Class<? extends Payload>[] payload() default {};

	/**
	 * Validates a {@link Duration}.
	 */
	final class DurationValidator implements ConstraintValidator<AtMost, Duration> {

		private Duration most = Duration.ZERO;

		@Override
		public void initialize(AtMost constraint) {
			this.most = DurationStyle.detectAndParse(constraint.value());
		}

		@Override
		public boolean isValid(@Nullable Duration value, ConstraintValidatorContext context) {
			return value == null || value.compareTo(this.most) <= 0;
		}

	}

	/**
	 * Validates a {@link DataSize}.
	 */
	final class DataSizeValidator implements ConstraintValidator<AtMost, DataSize> {

		private DataSize most = DataSize.ofBytes(0);

		@Override
		public void initialize(AtMost constraint) {
			this.most = DataSize.parse(constraint.value());
		}

		@Override
		public boolean isValid(@Nullable DataSize value, ConstraintValidatorContext context) {
			return value == null || value.compareTo(this.most) <= 0;
		}

	}

}
