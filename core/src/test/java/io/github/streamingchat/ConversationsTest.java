package io.github.streamingchat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConversationsTest {
  private final Conversations conversations = Conversations.create();

  @Test
  void aKeyHasOneConversationAndTheKeyIsItsId() {
    Conversation page = conversations.get("page-1");

    assertThat(page.id()).isEqualTo("page-1");
    assertThat(conversations.get("page-1")).isSameAs(page);
    assertThat(conversations.find("page-1")).containsSame(page);
  }

  @Test
  void conversationsAreIsolated() {
    MessageId id = conversations.get("page-1").add(Drafts.QUESTION);

    assertThat(conversations.get("page-2").snapshot().messages()).isEmpty();
    assertThat(conversations.get("page-2").find(id)).isEmpty();
    conversations.get("page-2").clear();
    assertThat(conversations.get("page-1").find(id)).isPresent();
  }

  @Test
  void findMakesNone() {
    assertThat(conversations.find("page-1")).isEmpty();
    assertThat(conversations.keys()).isEmpty();
  }

  @Test
  void removeForgetsTheConversationAndCancelsItsRunningAnswer() {
    Conversation page = conversations.get("page-1");
    AtomicInteger revoked = new AtomicInteger();
    Reservation answer = page.begin(null, Drafts.PLACEHOLDER, revoked::incrementAndGet);

    assertThat(conversations.remove("page-1")).isTrue();

    assertThat(revoked).hasValue(1);
    assertThat(answer.isOpen()).isFalse();
    assertThat(page.snapshot().messages()).isEmpty();
    assertThat(conversations.keys()).isEmpty();
    assertThat(conversations.get("page-1")).isNotSameAs(page);
    assertThat(conversations.remove("page-2")).isFalse();
  }

  @Test
  void theKeysAreACopy() {
    conversations.get("page-1");
    Set<String> keys = conversations.keys();
    conversations.get("page-2");

    assertThat(keys).containsExactly("page-1");
    assertThat(conversations.keys()).containsExactlyInAnyOrder("page-1", "page-2");
  }

  @Test
  void theFactoryMakesTheConversationOfAKey() {
    Conversations small = Conversations.create(key -> Conversation.builder("chat/" + key)
        .limits(Limits.builder().maxMessages(2).build())
        .build());

    assertThat(small.get("a").id()).isEqualTo("chat/a");
    assertThat(small.get("a").limits().maxMessages()).isEqualTo(2);
  }

  @Test
  void threadsThatAskForANewKeyAtOnceGetTheSameConversation() throws Exception {
    Race.many(500, 2, runners -> {
      Conversations fresh = Conversations.create();
      Set<Conversation> got = ConcurrentHashMap.newKeySet();
      runners.add(() -> got.add(fresh.get("page")));
      runners.add(() -> got.add(fresh.get("page")));
      return () -> assertThat(got).hasSize(1);
    });
  }
}
