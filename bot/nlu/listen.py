"""The policy that ends a turn: after a flow's action Trellis listens.

Owns one prediction. A rule that branches on the open question (slot `question`) matches its own closing
`action_listen` only as long as the slot keeps that value; our actions put a new question, so the rule no longer
matches and Rasa would predict its fallback. This policy predicts what every such rule means. It ranks below
RulePolicy, so a running form still gets its turn back.

Example (config.yml)::

    policies:
      - name: RulePolicy
      - name: bot.nlu.listen.ListenAfterAction
"""

from __future__ import annotations

from typing import Any

from rasa.core.constants import DEFAULT_POLICY_PRIORITY, POLICY_PRIORITY
from rasa.core.featurizers.tracker_featurizers import TrackerFeaturizer
from rasa.core.policies.policy import Policy, PolicyPrediction, SupportedData
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class ListenAfterAction(Policy):  # type: ignore[misc]  # rasa is untyped
    """Predicts `action_listen` once an action has answered the latest message."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Give the defaults: the lowest priority, so that rules and stories come first."""
        return {POLICY_PRIORITY: DEFAULT_POLICY_PRIORITY}

    @staticmethod
    def supported_data() -> SupportedData:
        """Say that no training data is used."""
        return SupportedData.ML_AND_RULE_DATA

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> ListenAfterAction:
        """Make the policy; there is nothing to read."""
        return cls(config, model_storage, resource, execution_context)

    def _create_featurizer(self) -> TrackerFeaturizer | None:
        return None

    def train(
        self, training_trackers: list[TrackerWithCachedStates], domain: Domain, **kwargs: Any
    ) -> Resource:
        """Learn nothing."""
        return self._resource

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """Predict `action_listen` after any action but a form's or the listening itself; otherwise nothing."""
        probabilities = self._default_predictions(domain)
        answered = tracker.latest_action_name not in (None, ACTION_LISTEN_NAME)
        if answered and not tracker.active_loop_name:
            probabilities[domain.index_for_action(ACTION_LISTEN_NAME)] = 1.0
        return self._prediction(probabilities)
