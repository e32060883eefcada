package ai.prefactor.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.test.context.TestPropertySource;

/**
 * On a test class: swaps the transport for a {@link PrefactorRecorder}, so that the
 * application is traced without a token, and nothing leaves it.
 *
 * <pre class="code">
 * &#64;SpringBootTest
 * &#64;AutoConfigurePrefactorRecorder
 * class SupportAgentTests {
 *
 *     &#64;Autowired
 *     PrefactorRecorder recorder;
 *
 * }
 * </pre>
 *
 * @since 0.1.0
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration(PrefactorRecorderAutoConfiguration.class)
@TestPropertySource(properties = { "prefactor.enabled=true", "prefactor.local.enabled=false" })
public @interface AutoConfigurePrefactorRecorder {

}
